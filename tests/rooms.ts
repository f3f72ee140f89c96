import byRoom from "../docs/rooms.json" with { type: "json" };

/** The folders of the rooms, by their names at the top. */
export const rooms: readonly string[] = [...new Set(Object.keys(byRoom).map((room) => room.split("/")[0] ?? room))];
