import { Skeleton } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { SampleGrid } from '../samples/SampleGrid.tsx';
import { sampledTrials } from './OverviewTab.tsx';
import type { SweepView } from './useSweepView.ts';

export function SamplesTab(props: { view: SweepView }) {
  if (props.view.isLoading) return <Skeleton height={300} />;
  return (
    <Card title="Samples" small={`${props.view.shownWords} · same latent vectors over steps and trials`}>
      <SampleGrid trials={sampledTrials(props.view)} columns={10} crop={4} big />
    </Card>
  );
}
