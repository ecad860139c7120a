/**
 * Turns a module that the bundler wrote with `awaitFormat` into the body of an async function, so that it runs like
 * any other script. The bundler puts each import and the one list of exports at the beginning of a line.
 */
export function asyncBody(module: string): string {
  return module
    .replace(/^import "([^"]+)";$/gm, 'require("$1");')
    .replace(/^import (.+?) from "([^"]+)"(?: with \{[^}]*\})?;$/gms, (_, clause: string, from: string) =>
      writeImport(clause, from),
    )
    .replace(/^export \{([^}]*)\};$/m, (_, list: string) => writeExports(list))
}

function writeImport(clause: string, from: string): string {
  const [, single, rest = ''] = /^([\w$]+)?(?:, )?(.*)$/s.exec(clause) ?? []
  const value = `require("${from}")`
  const parts = [single === undefined ? '' : `${single} = __pipegen_meta.normal(${value})`]
  if (rest.startsWith('* as ')) parts.push(`${rest.slice(5)} = ${value}`)
  else if (rest !== '') parts.push(`${rest.replaceAll(' as ', ': ')} = ${value}`)
  // Line breaks inside the clause stay, or the source map would be off.
  return `const ${parts.filter((part) => part !== '').join(', ')};`
}

function writeExports(list: string): string {
  const entries = list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [local, exported] = entry.split(' as ')
      return `${exported ?? local}: ${local}`
    })
  return `Object.assign(exports, { ${entries.join(', ')} });`
}
