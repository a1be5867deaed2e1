import { createContext } from "svelte";
import { asCallError } from "../host";

export type ToastAction = { label: string; run: () => void };
export type Toast = {
  key: number;
  message: string;
  hint: string | null;
  problem: boolean;
  action: ToastAction | null;
  /** What may be done besides. */
  other: ToastAction | null;
};

const SHOWN_MS = 6_000;
const PROBLEM_SHOWN_MS = 12_000;
const AT_MOST = 4;

/** Short messages that come and go beside the work, never over it. */
export class Toasts {
  shown: Toast[] = $state.raw([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  say(message: string, action: ToastAction | null = null, other: ToastAction | null = null) {
    this.#add({ message, hint: null, problem: false, action, other });
  }

  /** Says what went wrong, in the words of the command that failed. */
  problem(thrown: unknown, action: ToastAction | null = null) {
    const { code, message, hint } = asCallError(thrown);
    // The banner and the locked page speak for the connection.
    if (code === "no_answer" || code === "no_token") return;
    this.#add({ message, hint, problem: true, action, other: null });
  }

  dismiss(key: number) {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.shown = this.shown.filter((toast) => toast.key !== key);
  }

  /** Does what the latest toast offers. */
  answer() {
    const toast = this.shown.findLast((one) => one.action !== null);
    if (!toast) return;
    this.dismiss(toast.key);
    toast.action?.run();
  }

  /** Keeps a toast while a pointer or the focus rests on it. */
  hold(key: number) {
    clearTimeout(this.#timers.get(key));
  }

  release(key: number) {
    const toast = this.shown.find((one) => one.key === key);
    if (!toast) return;
    clearTimeout(this.#timers.get(key));
    const wait = toast.problem ? PROBLEM_SHOWN_MS : SHOWN_MS;
    this.#timers.set(
      key,
      setTimeout(() => this.dismiss(key), wait),
    );
  }

  #add(toast: Omit<Toast, "key">) {
    const key = this.#next++;
    const others = this.shown.filter((one) => one.message !== toast.message);
    this.shown = [...others, { ...toast, key }].slice(-AT_MOST);
    this.release(key);
  }
}

export const [getToasts, setToasts] = createContext<Toasts>();
