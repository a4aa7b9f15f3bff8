// What every thread behind the page gives up before anything else, so that no mistake in it can ask a network for anything.
//
// This is the second line of defence. The first is the policy of the frame that these threads are started in (index.html): it
// refuses every request, also those that no list of names foresees, such as import().
export const Thread = self.Worker;
const OUTWARD = ["fetch", "fetchLater", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "FontFace", "fonts", "caches", "importScripts", "Worker", "SharedWorker"];
for (let holder = self; holder; holder = Object.getPrototypeOf(holder)) {
  for (const name of OUTWARD) delete holder[name];
}
if (Thread) delete Thread.prototype.constructor;
