/** The faces that an article is set in. */
const FACES = [
  "1em 'Source Serif 4 Variable'",
  "italic 1em 'Source Serif 4 Variable'",
  "italic 1em 'Inter Variable'",
  "1em 'JetBrains Mono Variable'",
];

/** Reads the faces of articles before one is opened: a face that comes late lays out all of the text anew. */
export function readFaces() {
  for (const face of FACES) void document.fonts.load(face).catch(() => {});
}
