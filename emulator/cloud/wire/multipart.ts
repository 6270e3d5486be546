/** The form bodies with which the SDK calls the open API and WeChat Pay. */
import busboy from 'busboy';

export type FormFields = Record<string, Buffer>;

/** Fields by name; bytes are kept as they are. Throws when the body is not a complete form. */
export function parseForm(body: Buffer, contentType: string): Promise<FormFields> {
  return new Promise((resolve, reject) => {
    const fields: FormFields = Object.create(null) as FormFields;
    const parser = busboy({ headers: { 'content-type': contentType }, limits: { fieldSize: body.length, fields: 100, files: 100 } });
    // A part with a content type of its own is a "file" to busboy, although it has no file name.
    parser.on('file', (name, stream) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => (fields[name] = Buffer.concat(chunks)));
    });
    parser.on('field', (name, value) => (fields[name] = Buffer.from(value)));
    parser.on('error', reject);
    parser.on('close', () => resolve(fields));
    parser.end(body);
  });
}
