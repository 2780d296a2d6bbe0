/** A scenario that ships with the page. */
export async function preset(name) {
  const answer = await fetch(`static/presets/${name}.json`);
  if (!answer.ok) throw new Error(`preset ${name}: ${answer.status}`);
  return answer.json();
}
