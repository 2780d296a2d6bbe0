import { useState } from "react";

export function App() {
  const [clicks, click] = useState(0);
  return (
    <main>
      <h1>From a server</h1>
      <button id="counter" onClick={() => click(clicks + 1)}>{clicks}</button>
      <emergent-alignment preset="judge" height="480"></emergent-alignment>
    </main>
  );
}
