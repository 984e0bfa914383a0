/* eslint-disable local/layers -- excused: a folder without a row fails */
/** A folder that no row of the table of layers holds. */
export const lost = 1;
