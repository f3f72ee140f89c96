/** The first line of a report as Markdown, which is not shown, and by which the comment on a pull request is found again. */
export const marker = "<!-- gatehouse:preview -->";
