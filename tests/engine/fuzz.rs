//! The fuzz targets in their short form: every seed, and a number of mutations that is always the same.

use std::path::Path;

use akte_tests::fuzz::TARGETS;
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

/// How many mutations of each seed are tried.
const MUTATIONS: usize = 150;

#[test]
fn the_fuzz_targets_hold_on_their_seeds_and_near_them() {
    for (target, run) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
        let mut paths: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let seeds: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).unwrap()).collect();
        assert!(seeds.len() >= 3, "{target} has seeds");
        let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        for (seed, path) in seeds.iter().zip(&paths) {
            // The name of a seed that fails is the first thing to know.
            println!("{}", path.display());
            run(seed);
            for _ in 0..MUTATIONS {
                run(&mutated(seed, &seeds, &mut random));
            }
        }
    }
}

/// A seed with a stretch of it taken out, doubled, or put in from another seed.
fn mutated(seed: &[u8], seeds: &[Vec<u8>], random: &mut TestRng) -> Vec<u8> {
    let mut below = |most: usize| random.next_u32() as usize % most.max(1);
    let mut bytes = seed.to_vec();
    for _ in 0..=below(3) {
        let from = below(bytes.len());
        let to = (from + below(24)).min(bytes.len());
        match below(4) {
            0 => drop(bytes.drain(from..to)),
            1 => {
                let again = bytes[from..to].to_vec();
                let at = below(bytes.len());
                bytes.splice(at..at, again);
            }
            2 => {
                let other = &seeds[below(seeds.len())];
                let start = below(other.len());
                let stretch = &other[start..(start + below(40)).min(other.len())];
                bytes.splice(from..from, stretch.iter().copied());
            }
            _ if from < bytes.len() => bytes[from] = b"{}%|[/\\ \n\"'<>&;:.0a\xff"[below(20)],
            _ => {}
        }
    }
    bytes
}
