// Writes out the page as it stands: evaluated in its window by the host, which gets the answer. It is the page's own
// world, so nothing here is a secret and nothing that comes of it is believed.
(() => {
  const LONGEST = 16 * 1024 * 1024;
  const LEFT_OUT = ["style", "noscript", "template", "textarea"];
  const DATA = /^\s*(application\/ld\+json|math\/)/i;
  const inert = document.implementation.createHTMLDocument("");

  // A frame of another site answers null or throws.
  const inside = (frame) => {
    try {
      return frame.contentDocument?.body ?? null;
    } catch {
      return null;
    }
  };
  const children = (node) => {
    if (node.shadowRoot) return node.shadowRoot.childNodes;
    if (node.localName === "slot" && node.assignedNodes().length > 0) return node.assignedNodes();
    if (node.localName === "iframe") return inside(node)?.childNodes ?? [];
    return node.childNodes;
  };
  const copy = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return inert.createTextNode(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE) return null;
    const name = node.localName;
    if (LEFT_OUT.includes(name) || (name === "script" && !DATA.test(node.type))) return null;
    if (name === "iframe" && inside(node)) return inert.createElement("section");
    const made = inert.importNode(node, false);
    // What was typed is nobody's business: some sites keep it in the attribute, passwords too.
    if (name === "input") made.removeAttribute("value");
    if (name === "img" && !made.getAttribute("src") && node.currentSrc) made.setAttribute("src", node.currentSrc);
    if (node.ownerDocument !== document) {
      for (const address of ["href", "src"]) {
        if (node.hasAttribute(address) && typeof node[address] === "string") made.setAttribute(address, node[address]);
      }
    }
    return made;
  };

  const root = inert.importNode(document.documentElement, false);
  const waiting = [];
  const push = (nodes, parent) => {
    for (let index = nodes.length - 1; index >= 0; index -= 1) waiting.push([nodes[index], parent]);
  };
  push(children(document.documentElement), root);
  let length = 0;
  while (waiting.length > 0 && length <= LONGEST) {
    const [node, parent] = waiting.pop();
    const made = copy(node);
    if (!made) continue;
    parent.appendChild(made);
    length += made.nodeType === Node.TEXT_NODE ? made.data.length : 5;
    push(children(node), made);
  }
  const html = root.outerHTML.slice(0, LONGEST + 1).replace(/\p{Surrogate}/gu, "\ufffd");
  return location.href + "\n" + html;
})();
