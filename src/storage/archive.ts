import { makeZip, predictLength } from 'client-zip'

/** What is found when a file is opened: under its own name, or under another of the same length. */
type Opened = { readonly name?: string; readonly body: ReadableStream<Uint8Array> | Uint8Array }

/** A file for an archive: its size is known before it is opened, which happens when all files before it have been read. */
export type ArchivedFile = {
  readonly name: string
  readonly bytes: number
  /** In ms since 1970. */
  readonly changedAt: number
  readonly open: () => Promise<Opened>
}

/** A zip, and its size in bytes. */
export type Archive = { readonly bytes: number; readonly body: ReadableStream<Uint8Array> }

/**
 * Files as a zip without compression, which PDFs would hardly gain by, so that its size is known before it is made. It is made as it is
 * read, and holds one file at a time. A file that cannot be opened breaks it off.
 */
export function archiveOf(files: readonly ArchivedFile[]): Archive {
  const sized = files.map(({ name, bytes, changedAt }) => ({ name, size: bytes, lastModified: new Date(changedAt) }))
  return { bytes: Number(predictLength(sized)), body: makeZip(opened(files)) }
}

async function* opened(files: readonly ArchivedFile[]) {
  for (const { name, changedAt, open } of files) {
    const { name: another = name, body } = await open()
    yield { name: another, lastModified: new Date(changedAt), input: body }
  }
}

/** A file for an archive of unknown size: its body may be made piece by piece while it is read. */
export type StreamedFile = {
  readonly name: string
  /** In ms since 1970. */
  readonly changedAt: number
  readonly body: ReadableStream<Uint8Array> | AsyncIterable<string> | Uint8Array | string
}

/** As `archiveOf`, of files that are only known as they are read: each is asked for when the one before has been read. */
export const streamedArchive = (files: AsyncIterable<StreamedFile>): ReadableStream<Uint8Array> =>
  makeZip(inputs(files))

async function* inputs(files: AsyncIterable<StreamedFile>) {
  for await (const { name, changedAt, body } of files) yield { name, lastModified: new Date(changedAt), input: body }
}
