import type { Host } from "../host";
import { base64Of } from "../import/folder";
import type { Toasts } from "../shared/toasts.svelte";
import type { PictureSource } from "./pictures";

/** The pictures of a document's text, from the library. */
export function pictureSource(host: Host, toasts: Toasts, id: string): PictureSource {
  return {
    async find(targets) {
      const { found } = await host.call("picture_find", { id, targets: [...targets] });
      return new Map(Object.entries(found).map(([target, hash]) => [target, host.blobUrl(hash)]));
    },
    async keep(file) {
      try {
        const { target, alt } = await host.call("picture_keep", {
          id,
          name: file.name,
          base64: await base64Of(file),
        });
        return `![${alt}](${target})`;
      } catch (thrown) {
        toasts.problem(thrown);
        return null;
      }
    },
  };
}
