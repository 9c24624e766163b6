/** A plugin for GraphQL Code Generator: says at the top of a file that it is generated, and why it is long. */
export function plugin() {
  return {
    prepend: [
      '/** Made by `npm run fix:codegen` from the schema and the documents. It is as long as they are. */',
    ],
    content: '',
  };
}
