/** How many actions on the users of an undone action are looked at, the newest first. */
export const MOST_NEIGHBOURS = 20_000;
/** How many of them are read whole. */
export const MOST_READ = 500;
