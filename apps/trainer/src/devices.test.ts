import { describe, expect, it } from 'vitest';
import { planSlots } from './devices.ts';
import { visibleGpus } from './machine.ts';

const GB = 2 ** 30;
const laptop = { cores: 2, memoryBytes: 8 * GB, gpus: [] };
const server = { cores: 16, memoryBytes: 128 * GB, gpus: ['0', '1'] };

describe('the plan of slots', () => {
  it('gives two slots of one thread on a machine with two cores', () => {
    expect(planSlots('auto', laptop).map(({ slot, device, threads }) => ({ slot, device, threads }))).toEqual([
      { slot: 0, device: 'cpu', threads: 1 },
      { slot: 1, device: 'cpu', threads: 1 },
    ]);
  });

  it('takes every GPU once and shows each child only its own', () => {
    const slots = planSlots('auto', server);
    expect(slots.map((slot) => slot.device)).toEqual(['cuda:0', 'cuda:1']);
    expect(slots.map((slot) => slot.env.CUDA_VISIBLE_DEVICES)).toEqual(['0', '1']);
    expect(slots.every((slot) => slot.env.TF_FORCE_GPU_ALLOW_GROWTH === 'true' && slot.threads === 8)).toBe(true);
  });

  it('pins the threads of TensorFlow and hides GPUs from CPU slots', () => {
    expect(planSlots('cpu:2', server)[1]).toEqual({
      slot: 1,
      device: 'cpu',
      threads: 8,
      env: {
        TF_NUM_INTRAOP_THREADS: '8',
        TF_NUM_INTEROP_THREADS: '1',
        OMP_NUM_THREADS: '8',
        CUDA_VISIBLE_DEVICES: '-1',
      },
    });
  });

  it('never plans more slots by itself than memory holds, but at least one', () => {
    expect(planSlots('auto', { cores: 64, memoryBytes: 4 * GB, gpus: [] })).toHaveLength(2);
    expect(planSlots('auto', { cores: 2, memoryBytes: GB / 2, gpus: [] })).toHaveLength(1);
  });

  it('gives a slot at least one thread when there are more slots than cores', () => {
    expect(planSlots('cpu:5', laptop).map((slot) => slot.threads)).toEqual([1, 1, 1, 1, 1]);
  });

  it.each([
    ['gpu', /neither auto, cpu:N .*cuda:<indices> .* nor none:N/],
    ['', /neither auto/],
    ['cpu:0', /N from 1 to/],
    ['none:0', /N from 1 to/],
    ['cpu:two', /neither auto/],
    ['cuda:0,0', /named twice/],
    ['cuda:3', /no GPU 3 here \(found: 0, 1\)/],
  ])('refuses SEESAW_DEVICES=%j and says what is allowed', (devices, message) => {
    expect(() => planSlots(devices, server)).toThrow(message);
  });

  it('plans slots without a device where only test functions are played', () => {
    expect(planSlots('none:16', laptop)).toHaveLength(16);
    expect(planSlots('none', server)).toEqual([{ slot: 0, device: 'none', threads: 1, env: {} }]);
  });

  it('says that there is no GPU at all', () => {
    expect(() => planSlots('cuda:0', laptop)).toThrow(/no NVIDIA GPU was found/);
  });
});

describe('the visible GPUs', () => {
  it('are all without a limit, and what CUDA would see with one', () => {
    expect(visibleGpus(['0', '1', '2'], undefined)).toEqual(['0', '1', '2']);
    expect(visibleGpus(['0', '1', '2'], '2,0')).toEqual(['2', '0']);
    expect(visibleGpus(['0', '1', '2'], '1,-1,0')).toEqual(['1']);
    expect(visibleGpus(['0', '1'], '-1')).toEqual([]);
    expect(visibleGpus(['0', '1'], '')).toEqual([]);
  });
});
