// In place of country-iso-search: the maps name countries by ISO-3 code, never by words.
export const COUNTRIES = [];
export const createLookup = () => ({ lookupAlpha3: () => null });
