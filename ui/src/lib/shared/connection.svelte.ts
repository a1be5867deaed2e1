import { createContext } from "svelte";
import type { Connection, Host } from "../host";

/** Whether the backend answers, for the banner and the page that asks for a token. */
export class ConnectionState {
  state: Connection = $state("open");
  #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  listen(): () => void {
    return this.#host.onConnection((state) => (this.state = state));
  }

  /** Asks for anything: an answer opens the line again. */
  async retry() {
    await this.#host.call("library_status", {}).catch(() => null);
  }
}

export const [getConnection, setConnection] = createContext<ConnectionState>();
