const PANES = [".shelf [aria-current], .shelf a", "#documents", "#reader, #page button"];

/** Moves the focus to the next pane that is there, or to the one before. */
export function focusPane(by: 1 | -1) {
  const panes = PANES.flatMap((selector) => {
    const element = [...document.querySelectorAll<HTMLElement>(selector)].find(
      (one) => one.getClientRects().length > 0,
    );
    return element ? [element] : [];
  });
  const places = [".shelf", ".list", "#page"].map((selector) => document.querySelector(selector));
  const here = panes.findIndex((pane) =>
    places.some((place) => place?.contains(pane) && place.contains(document.activeElement)),
  );
  panes[(here + by + panes.length) % panes.length]?.focus();
}

export function focusList() {
  document.getElementById("documents")?.focus({ preventScroll: true });
}
