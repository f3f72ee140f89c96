/** Days for which it is told that something was done late. Day 90 still tells it; by then it is in the next look back at a quarter. */
export const toldLateDays = 90;
