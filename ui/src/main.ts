import { mount } from "svelte";
import { host } from "./lib/host";
import "./styles/index.css";
import App from "./views/App.svelte";
import { Room } from "./views/room.svelte";

mount(App, { target: document.getElementById("app")!, props: { room: new Room(host) } });
