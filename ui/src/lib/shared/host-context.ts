import { createContext } from "svelte";
import type { Host } from "../host";

export const [getHost, setHost] = createContext<Host>();
