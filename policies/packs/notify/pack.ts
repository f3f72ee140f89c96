import { startPack } from "../start.ts";

startPack("notify");
