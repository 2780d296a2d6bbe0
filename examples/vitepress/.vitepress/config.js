export default {
  title: "VitePress",
  head: [["script", { src: "https://YOUR.HOST/figure/embed.js" }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === "emergent-alignment" } } },
};
