import type { Host, Imported, ImportProblem, ShownPicture } from "../host";
import { plural } from "../shared/format";
import { batches, EMPTY } from "./reports";

/** The largest file that is read. */
const LARGEST = 32 * 1024 * 1024;

/** The files that were chosen, told apart. */
export type Chosen = {
  /** What was chosen, as a person knows it. */
  name: string;
  texts: readonly File[];
  /** The pictures, by their names. */
  pictures: ReadonlyMap<string, File>;
  leftOut: readonly ImportProblem[];
  largestPicture: number;
};

export const NOTHING_CHOSEN: Chosen = {
  name: "",
  texts: [],
  pictures: new Map(),
  leftOut: [],
  largestPicture: 0,
};

/** A file's name, with the folders beneath the one that was chosen. */
export function pathOf(file: File): string {
  return isInFolder(file) ? file.webkitRelativePath.replace(/^[^/]*\//, "") : file.name;
}

/** Whether it was chosen with its folder. Not every web view knows of folders. */
const isInFolder = (file: File) => Boolean(file.webkitRelativePath);

/** What was chosen, as a person knows it: a file, a folder, or so many files. */
export function nameOf(files: readonly File[]): string {
  const [first] = files;
  if (!first) return "";
  const folder = isInFolder(first) ? first.webkitRelativePath.split("/")[0] : "";
  if (folder) return folder;
  return files.length === 1 ? first.name : `${first.name} and ${plural(files.length - 1, "other")}`;
}

/** The files that are not too large to be read, and what is said of the others. */
export function readable(files: readonly File[]): { files: File[]; tooLarge: Imported | null } {
  const large = files.filter((file) => file.size > LARGEST);
  const megabytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024);
  const failed = large.map((file) => ({
    where: pathOf(file),
    reason: `This file has ${megabytes(file.size)} MB; files of up to ${megabytes(LARGEST)} MB are read. Import it in parts`,
  }));
  return {
    files: files.filter((file) => file.size <= LARGEST),
    tooLarge: large.length > 0 ? { ...EMPTY, failed } : null,
  };
}

/** Tells the files of a folder apart. Of files that were chosen one by one all are texts that are no pictures. */
export async function survey(host: Host, files: readonly File[]): Promise<Chosen> {
  const byPath = new Map(files.map((file) => [pathOf(file), file]));
  const found = await host.call("import_survey", { names: [...byPath.keys()] });
  const whole = files.some(isInFolder);
  const names = whole ? found.texts : [...byPath.keys()].filter((name) => !found.pictures.includes(name));
  const filesOf = (some: readonly string[]) => some.flatMap((name) => byPath.get(name) ?? []);
  return {
    name: nameOf(files),
    texts: filesOf(names),
    pictures: new Map(filesOf(found.pictures).map((file) => [pathOf(file), file])),
    leftOut: whole ? found.left_out : [],
    largestPicture: found.largest_picture,
  };
}

/** Takes in the pictures that imported texts show, or with `dry` only counts them; answers the whole report. */
export async function takePictures(
  host: Host,
  chosen: Chosen,
  report: Imported,
  dry: boolean,
  onTaken: (count: number) => boolean,
): Promise<Imported> {
  const used = new Set(report.shown.map(({ path }) => path));
  const unused = [...chosen.pictures.keys()].filter((name) => !used.has(name));
  const left = [...chosen.leftOut, ...unused.map((name) => ({ where: name, reason: "No text shows it" }))];
  const whole: Imported = { ...report, shown: [], left_out: left, failed: [...report.failed] };
  const places = new Map<string, ShownPicture[]>();
  for (const shown of report.shown) {
    if (!shown.known) places.set(shown.path, [...(places.get(shown.path) ?? []), shown]);
  }
  const wanted = [...places.keys()].flatMap((name) => chosen.pictures.get(name) ?? []);
  if (dry) return { ...whole, pictures: wanted.length };
  const small = wanted.filter((file) => file.size <= chosen.largestPicture);
  const most = `It is larger than ${chosen.largestPicture / 2 ** 20} MB`;
  for (const file of wanted) {
    if (!small.includes(file)) whole.failed.push({ where: pathOf(file), reason: most });
  }
  for (const batch of batches(small)) {
    const files = await Promise.all(
      batch.map(async (file) => ({ path: pathOf(file), base64: await base64Of(file) })),
    );
    const shown = files.flatMap(({ path }) => places.get(path) ?? []);
    const { taken, failed } = await host.call("import_pictures", { files, shown });
    whole.pictures += taken;
    whole.failed.push(...failed);
    if (!onTaken(batch.length)) break;
  }
  return whole;
}

/** A file's bytes. */
export async function base64Of(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error(`${file.name} cannot be read.`));
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(",") + 1);
}
