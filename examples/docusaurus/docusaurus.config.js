module.exports = {
  title: "Docusaurus",
  url: "https://example.org",
  baseUrl: "/",
  onBrokenLinks: "warn",
  scripts: [{ src: "https://YOUR.HOST/figure/embed.js", async: true }],
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false }]],
};
