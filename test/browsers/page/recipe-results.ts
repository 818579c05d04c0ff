/** What pages saw, by what they did. */
export type RecipeResults = Record<string, unknown>
