export default { title: "Observable", root: "src", output: "out", theme: "air", search: false };
