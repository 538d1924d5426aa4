import pl from "floe";

document.querySelector("#answer").textContent = typeof pl.scanParquet;
globalThis.answeredMs = performance.now();
console.log("answered");
