import { startPack } from "../start.ts";

startPack("ocp");
