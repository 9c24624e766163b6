/** The quality of each media range or coding in an Accept or Accept-Encoding header. */
export function acceptedQualities(header: string): Map<string, number> {
  return new Map(header.split(',').map(rangeAndQuality));
}

function rangeAndQuality(accepted: string): [range: string, quality: number] {
  const [range = '', ...parameters] = accepted.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  return [range, quality === undefined ? 1 : Number(quality.slice('q='.length))];
}
