// Loads the scripts of a page, in their order, once its text can be seen: they would only delay that.
const files = document.currentScript?.dataset["files"]?.split(" ") ?? [];

function load(): void {
  for (const file of files.splice(0)) {
    const script = document.createElement("script");
    script.src = file;
    script.async = false;
    document.body.append(script);
  }
}

if (PerformanceObserver.supportedEntryTypes.includes("paint")) {
  new PerformanceObserver(load).observe({ type: "paint", buffered: true });
} else {
  requestAnimationFrame(load);
}
