/** One error of the bundler. Lines and columns count from 1. */
export interface Complaint {
  readonly message: string
  readonly file?: string
  readonly line?: number
  readonly column?: number
}

/** Reads the errors that the bundler prints. */
export function readComplaints(printed: string): readonly Complaint[] {
  return printed
    .split(/^(?=. \[ERROR\] )/m)
    .filter((block) => block.slice(2).startsWith('[ERROR] '))
    .map((block) => {
      const message = (block.split('\n', 1)[0] ?? '').slice('x [ERROR] '.length)
      const place = /^ {4}(.+):(\d+):(\d+):$/m.exec(block)
      if (place === null) return { message }
      return { message, file: place[1]!, line: Number(place[2]), column: Number(place[3]) + 1 }
    })
}
