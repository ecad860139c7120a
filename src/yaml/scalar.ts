import { printable } from './printable.ts'

// The indicators of YAML, as they count at the start of a plain scalar. A leading `:` is legal and a symbol to Ruby:
// https://docs.ruby-lang.org/en/master/Psych.html
const start = String.raw`^[-?](?:[ ]|$)|^[,\[\]{}#&*!|>@"'%:\x60 ]|^---|^\.\.\.`
const inside = ': | #|[: ]$'

// Most texts, found fast: they begin like a word that is no number, and are longer than any keyword.
const common = /^[a-df-z/$][\x20-\x7e]*[\x21-\x39\x3b-\x7e]$/i

// What makes a text unfit for a plain scalar, or not ASCII.
const odd = new RegExp(String.raw`^$|[^\x20-\x7e]|${start}|${inside}`)
const unfit = new RegExp(`${start}|${inside}`)

const unprintable = new RegExp(`[^${printable}]`, 'u')
// What JSON leaves as it is.
const raw = /[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g

// Every spelling that some reader of YAML 1.1 or 1.2 takes for something else than a string:
// https://yaml.org/type/ and https://yaml.org/spec/1.2.2/#103-core-schema.
const ambiguous = new RegExp(
  `^(?:${[
    '~|=|<<|y|n|yes|no|on|off|true|false|null',
    String.raw`[-+]?\.(?:inf|nan)`,
    String.raw`[-+]?0(?:x[\da-f]*|o[0-7]*|b[01]*)`,
    String.raw`[-+]?\d*(?:\.\d*)?(?:e[-+]?\d+)?`,
    String.raw`[-+]?\d+(?::\d+)+(?:\.\d*)?`,
    String.raw`-?\d{4}-\d\d?-\d\d?(?:[t ]+\d.*)?`,
  ].join('|')})$`,
  'i',
)

// In numbers underscores stand anywhere, in Ruby also commas: https://yaml.org/type/int.html
const separated = /^[-+.\d][^_,]*[_,]/
const separators = /[_,]/g

// What is more between brackets: `:` without a space is refused there by old readers.
const flowIndicator = /[,[\]{}:?]/

// Whether every reader gives the text back as it is, without quotes.
function isPlain(text: string): boolean {
  if (text.length > 5 && common.test(text) && !text.includes(': ') && !text.includes(' #')) return true
  if (odd.test(text) && (unfit.test(text) || unprintable.test(text) || text.trim() !== text || text === ''))
    return false
  return !ambiguous.test(separated.test(text) ? text.replace(separators, '') : text)
}

/** A string on one line, in block context: plain where that is safe, else quoted. */
export function writeText(text: string): string {
  return isPlain(text) ? text : quote(text)
}

/** A string on one line between the brackets of a flow sequence. */
export function writeFlowText(text: string): string {
  return isPlain(text) && !flowIndicator.test(text) ? text : quote(text)
}

// In the quotes that prettier would choose.
function quote(text: string): string {
  if (unprintable.test(text)) return JSON.stringify(text).replace(raw, unicode)
  if (text.includes('"') || text.includes('\\')) return `'${text.replaceAll("'", "''")}'`
  return `"${text}"`
}

function unicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** A number, boolean or null, spelled so that all readers agree on its type. */
export function writeAtom(value: number | boolean | null): string {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return Object.is(value, -0) ? '-0.0' : String(value)
  if (Number.isNaN(value)) return '.nan'
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf'
  // YAML 1.1 knows an exponent only behind a point: https://yaml.org/type/float.html
  return String(value).replace(/^(-?\d+)(?=e)/, '$1.0')
}
