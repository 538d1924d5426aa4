// How many columns of a terminal a text takes.

/** Combining marks, joiners and variation selectors are drawn onto what is before them. */
const zeroWidth = /[\p{Mn}\p{Me}\p{Cf}]/u;
/** East Asian wide characters, and emoji that are drawn as such. */
const doubleWidth =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (character >= " " && character <= "~") width++;
    else if (!zeroWidth.test(character)) width += doubleWidth.test(character) ? 2 : 1;
  }
  return width;
}

/** `text` in full or cut after `charactersMax` characters, safe for a terminal: control characters but for the line feed are escaped. */
export function clip(text: string, charactersMax: number): string {
  let characters = text.length > charactersMax ? [...text.slice(0, 2 * charactersMax + 2)] : [text];
  if (characters.length > charactersMax) characters = [...characters.slice(0, charactersMax), "…"];
  return characters.join("").replace(/(?!\n)\p{Cc}/gu, escapeControl);
}

function escapeControl(character: string): string {
  const known: Readonly<Record<string, string>> = { "\t": "\\t", "\r": "\\r" };
  return known[character] ?? `\\u{${(character.codePointAt(0) as number).toString(16)}}`;
}
