import { expect, test } from 'vitest';
import { orchestratorService } from './app.ts';

function orchestrator(portIsFixed: boolean) {
  const moves: number[] = [];
  const onMoved = (port: number) => void moves.push(port);
  const service = orchestratorService({ port: 7788, portIsFixed, onMoved, env: { SEESAW_HOME: '/h' }, spool: '/h/s' });
  return { service, moves };
}

test('an orchestrator that found its port taken is known at the port it got, and asks for that one when it is started again', () => {
  const { service, moves } = orchestrator(false);
  expect(service.launch().env).toMatchObject({ SEESAW_API_PORT: '7788', SEESAW_API_PORT_SEARCH: 'true' });
  service.moved?.('http://127.0.0.1:7790');
  expect(service).toMatchObject({ port: 7790, url: 'http://127.0.0.1:7790' });
  expect(service.launch().env).toMatchObject({ SEESAW_HOME: '/h', SEESAW_API_PORT: '7790' });
  expect(moves).toEqual([7790]);
});

test('a port that a person asked for is not exchanged', () => {
  expect(orchestrator(true).service.launch().env).toMatchObject({ SEESAW_API_PORT_SEARCH: 'false' });
});
