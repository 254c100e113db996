/** Texts and their places; a text stands in it once. */
export interface Dictionary {
  readonly texts: string[];
  readonly ids: Map<string, number>;
}

/** Returns a dictionary of some texts, which differ. */
export function createDictionary(texts: string[] = []): Dictionary {
  return {texts, ids: new Map(texts.map((text, id) => [text, id]))};
}

/** Returns the place of a text, which is added when it is new. */
export function idOf({texts, ids}: Dictionary, text: string): number {
  let id = ids.get(text);
  if (id === undefined) {
    id = texts.push(text) - 1;
    ids.set(text, id);
  }
  return id;
}
