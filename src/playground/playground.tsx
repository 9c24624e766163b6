import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './playground.css';
import { GraphiQL, type GraphiQLProps } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { exampleOperations } from './example-operations.js';

const fetcher: GraphiQLProps['fetcher'] = async (request, options) => {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...options?.headers,
    },
    body: JSON.stringify(request),
  });
  return response.json();
};

const tabs = exampleOperations.map(({ query, variables }) => ({
  query,
  variables: JSON.stringify(variables, null, 2),
}));

// On a first visit GraphiQL fills its editors from its storage, and from defaultTabs the query alone.
if (localStorage.getItem('graphiql:tabState') === null && tabs[0]) {
  localStorage.setItem('graphiql:query', tabs[0].query);
  localStorage.setItem('graphiql:variables', tabs[0].variables);
}

// Introspection does not tell that this scalar is an object, and the editor would underline it as an error.
const customScalarSchemas: GraphiQLProps['customScalarSchemas'] = {
  StringMap: { type: 'object', additionalProperties: { type: 'string' } },
};

const container = document.getElementById('playground');
if (!container) throw new Error('The page has no #playground element.');
createRoot(container).render(
  <GraphiQL fetcher={fetcher} defaultTabs={tabs} customScalarSchemas={customScalarSchemas}>
    <GraphiQL.Logo>Moderation gateway</GraphiQL.Logo>
  </GraphiQL>,
);
