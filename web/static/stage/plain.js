// Plain data as JSON. JSON.stringify turns NaN and infinity into null without a word; here
// the first such number is named by its place.

/** Returns {text} or, when v holds a number that is not finite, {error}. */
export function stringify(v) {
  const place = notFinite(v, "", new Set());
  if (place) return { error: place };
  try {
    return { text: JSON.stringify(v) };
  } catch (e) {
    return { error: `scenario: ${e.message.split("\n")[0]}` };
  }
}

function notFinite(v, path, above) {
  if (typeof v === "number" && !Number.isFinite(v)) return `${path || "value"}: is ${v}, must be a finite number`;
  if (typeof v !== "object" || v === null || above.has(v)) return "";
  above.add(v);
  for (const [key, value] of Object.entries(v)) {
    const place = notFinite(value, Array.isArray(v) ? `${path}[${key}]` : path ? `${path}.${key}` : key, above);
    if (place) return place;
  }
  above.delete(v);
  return "";
}

const mostWords = 199; // characters of a message

/** A message in one short line, with characters that control or turn text written as escapes. */
export function words(text) {
  const line = String(text).replace(/[\p{Cc}\p{Bidi_Control}]/gu, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
  const letters = [...line];
  return letters.length > mostWords ? letters.slice(0, mostWords - 1).join("") + "…" : line;
}
