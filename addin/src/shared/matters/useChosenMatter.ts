import type { MatterRef } from '../../api/types';
import { useChosen } from '../session/useChosen';

/** The matter that one works on now: what is begun belongs to it. */
export const useChosenMatter = () => useChosen<MatterRef>('matter');
