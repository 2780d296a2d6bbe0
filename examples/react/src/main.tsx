import { useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { Figure } from "emergent-alignment/react";
import type { EmergentAlignmentElement, Scenario, Scene } from "emergent-alignment";

const scenes: Scene[] = ["hull", "equilibrium", "conversation"];

function App() {
  const [scene, setScene] = useState<Scene>("hull");
  const [scenario, setScenario] = useState<Scenario | null>(null);
  const figure = useRef<EmergentAlignmentElement>(null);
  return (
    <main>
      <h1>A figure in React</h1>
      <p>
        {scenes.map((name) => <button key={name} onClick={() => setScene(name)}>{name}</button>)}
        <button onClick={() => figure.current?.undo()}>undo</button>
      </p>
      <Figure elementRef={figure} base="/figure/" preset="specialists" scene={scene} height={480} onChange={(e) => setScenario(e.detail.scenario)} />
      <p id="heard">{scenario?.agents.map((a) => a.name).join(", ")}</p>
    </main>
  );
}

createRoot(document.getElementById("root")!).render(<App />);
