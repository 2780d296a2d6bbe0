import type { CSSProperties, ReactElement, Ref } from "react";
import type { EmergentAlignmentElement, FigureAttributes, FigureEventMap } from "./index.js";

export interface FigureProps extends FigureAttributes {
  id?: string;
  className?: string;
  style?: CSSProperties;
  title?: string;
  elementRef?: Ref<EmergentAlignmentElement>;
  onReady?(event: FigureEventMap["ready"]): void;
  onChange?(event: FigureEventMap["change"]): void;
  onError?(event: FigureEventMap["error"]): void;
}

export function Figure(props: FigureProps): ReactElement;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "emergent-alignment": FigureAttributes & { id?: string; className?: string; style?: CSSProperties; ref?: Ref<EmergentAlignmentElement> };
    }
  }
}
