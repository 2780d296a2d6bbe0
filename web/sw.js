// The service worker: after one visit the site works without a network. The build fills in
// the names and hashes of the site's files (web/site/offline.go), so that a changed file
// makes a changed worker. Laws:
//
//  1. A version is kept whole or not at all: every file is compared with its hash before any
//     page gets it from here, also when a new deployment comes in between.
//  2. A page gets all its files from one version. A new one takes over when no page of the old
//     one is open, or when a page that starts finds itself alone and starts again with it.
//  3. What is not a file of the site, in its own folder, never passes through here.
"use strict";

const version = "{{.Version}}";
// Files and their hashes, of a packed file also the one after a host has unpacked it: what is
// kept at the first visit, and what is kept when it is first asked for.
const core = {{.Core}};
const later = {{.Later}};
const site = new URL(".", location);
const rooms = `emergent ${site.pathname} `; // of this folder: the host may have other caches
const room = rooms + version;

const hashes = (name) => (core[name] ?? later[name]).split(" ");
// The packed programs carry their hash in their address, like in stage.html.
const stamp = (name) => (/\.(gz|br)$/.test(name) ? `?v=${hashes(name)[0].slice(0, 10)}` : "");
// Kept under name and hash: a file that a new version left alone is not loaded again.
const key = (name) => new URL(`${name}?kept=${hashes(name)[0]}`, site).href;

self.addEventListener("install", (e) => e.waitUntil(install()));
self.addEventListener("activate", (e) => e.waitUntil(clearOut()));
self.addEventListener("message", (e) => {
  if (e.data === "take over if alone") e.waitUntil(takeOver(e.source));
});
self.addEventListener("fetch", (e) => {
  const url = new URL(e.request.url);
  const name = e.request.method === "GET" && nameOf(url);
  if (name) e.respondWith(answer(e.request, name, url.searchParams.get("v")));
});

// One file after another, so that they are not all in memory at once. What arrived whole stays
// when another file fails: the browser tries again at the next visit.
async function install() {
  for (const name of Object.keys(core)) await keepBest(name);
}

// Of a program that is packed in two ways the page has loaded the smaller where the browser
// unpacks it, and asks for it again; the other would be loaded for nothing.
async function keepBest(name) {
  const tight = name.replace(/gz$/, "br");
  if (!Object.hasOwn(later, tight) || !unpacks("brotli")) return keep(name);
  return keep(tight).catch(() => keep(name)); // a host may lack it
}

function unpacks(format) {
  try {
    return Boolean(new DecompressionStream(format));
  } catch {
    return false;
  }
}

async function clearOut() {
  const old = (await caches.keys()).filter((name) => name.startsWith(rooms) && name !== room);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function takeOver(asker) {
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const others = open.filter((c) => c.id !== asker.id && c.frameType === "top-level" && c.url.startsWith(site.href));
  if (!others.length) await self.skipWaiting();
}

// The file that an address means, as static hosts understand it; "" for what is not ours.
function nameOf(url) {
  if (url.origin !== site.origin || !url.pathname.startsWith(site.pathname)) return "";
  const path = url.pathname.slice(site.pathname.length) || "index.html";
  const known = (name) => Object.hasOwn(core, name) || Object.hasOwn(later, name);
  return [path, `${path}.html`].find(known) ?? "";
}

async function answer(request, name, wanted) {
  if (wanted && !hashes(name)[0].startsWith(wanted)) {
    return new Response("of another version", { status: 404 }); // better none than one that does not fit
  }
  const kept = await (await caches.open(room)).match(key(name));
  return kept ?? keep(name).catch(() => fetch(request));
}

// Keeps a file of this version and returns it.
async function keep(name) {
  const response = (await caches.match(key(name))) ?? (await load(name));
  await (await caches.open(room)).put(key(name), response.clone());
  return response;
}

// Loads a file: what the page itself has loaded is there, and what is stale is not right.
async function load(name) {
  for (const cache of ["force-cache", "reload"]) {
    const response = await fetch(new URL(name + stamp(name), site), { cache });
    const body = await response.arrayBuffer();
    if (response.ok && hashes(name).includes(await hash(body))) return whole(response, body);
  }
  throw new Error(`${name} is not of this version`);
}

// A response of its own, without redirection and without what was said about the way here.
function whole(response, body) {
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  return new Response(body, { headers });
}

async function hash(body) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return Array.from(bytes.subarray(0, {{.HashBytes}}), (b) => b.toString(16).padStart(2, "0")).join("");
}
