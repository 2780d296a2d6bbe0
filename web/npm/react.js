// <Figure>: the element for React. It is the same on the server and in the browser, where the
// element itself is defined once React has taken the page over.
import { createElement, useEffect, useRef } from "react";

export function Figure({ onReady, onChange, onError, elementRef, ...attributes }) {
  const own = useRef(null);
  const heard = useRef({});
  heard.current = { ready: onReady, change: onChange, error: onError };
  useEffect(() => {
    import("./index.js");
    const element = own.current;
    const tell = (event) => heard.current[event.type]?.(event);
    for (const type of ["ready", "change", "error"]) element.addEventListener(type, tell);
    return () => {
      for (const type of ["ready", "change", "error"]) element.removeEventListener(type, tell);
    };
  }, []);
  const ref = (element) => {
    own.current = element;
    if (typeof elementRef === "function") elementRef(element);
    else if (elementRef) elementRef.current = element;
  };
  return createElement("emergent-alignment", { ...attributes, ref, suppressHydrationWarning: true });
}
