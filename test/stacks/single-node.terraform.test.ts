import { terraformProgram } from '../../host/terraform';
import { describeWith } from '../setup/missing';
import { deploysSingleNode } from './deploys-single-node';

jest.setTimeout(300_000);

describeWith('terraform', 'cdktf with the stack single-node', () => deploysSingleNode(terraformProgram()));
