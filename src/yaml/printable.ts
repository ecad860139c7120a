/**
 * The characters that may stand in a file as they are, as the inside of a character class with the flag `u`: no control
 * characters, lone surrogates, byte order marks, line breaks of YAML 1.1 or invisible changes of direction.
 */
export const printable = String.raw`\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}`
