import type { CheckpointRow, TrialRow } from '@seesaw/shared/records';
import { useQuery } from '@tanstack/react-query';
import { samplesQuery } from '../../api/trialQueries.ts';
import { Empty } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { FeedbackCard } from '../feedback/FeedbackCard.tsx';
import { DistributionFilm } from '../film/DistributionFilm.tsx';
import { GenerateCard } from '../generate/GenerateCard.tsx';
import { LatentExplorer } from '../generate/LatentExplorer.tsx';
import { playsGame } from '../sweep/playsGame.ts';

/** What D asks of G, how G's points moved, and G itself to play with. */
export function ExploreTab(props: { trial: TrialRow; checkpoints: readonly CheckpointRow[] | undefined }) {
  const { trial, checkpoints } = props;
  const samples = useQuery(samplesQuery([trial.id]));
  if (!playsGame(trial.config)) {
    return (
      <Card>
        <Empty title="A test function has no players.">There is nothing to look into but its curves.</Empty>
      </Card>
    );
  }
  const arePoints = samples.data?.[0]?.kind === 'points';
  return (
    <div className="cols-2">
      {arePoints ? <DistributionFilm trial={trial} /> : <FeedbackCard trial={trial} />}
      <div className="stack" style={{ alignContent: 'start' }}>
        <LatentExplorer trial={trial} checkpoints={checkpoints} />
        <GenerateCard trial={trial} checkpoints={checkpoints} />
      </div>
    </div>
  );
}
