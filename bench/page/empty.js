document.querySelector("#answer").textContent = "empty";
globalThis.answeredMs = performance.now();
console.log("answered");
