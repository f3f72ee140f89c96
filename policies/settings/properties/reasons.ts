/** Why a description is free. */
export const words = "words for people, which no service acts on";

/** Why a tag or label is free, where no rule reads it. */
export const mark = "a mark for people; nothing that may stand here decides by it";
