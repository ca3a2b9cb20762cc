use super::*;

fn proved(catalogue: &Catalogue, detours: u8) -> Vec<Proof> {
    catalogue
        .all()
        .iter()
        .map(|def| {
            let start = std::time::Instant::now();
            let proof = prove(catalogue, def, detours);
            eprintln!(
                "{}: {} states, {} transitions, complete {}, {:?}",
                proof.definition,
                proof.states,
                proof.transitions,
                proof.complete,
                start.elapsed()
            );
            proof
        })
        .collect()
}

#[test]
fn every_shipped_definition_keeps_the_laws_in_every_state() {
    for proof in proved(Catalogue::embedded(), 1) {
        assert!(proof.complete, "{}", proof.definition);
        assert!(proof.broken.is_empty(), "{:#?}", proof.broken);
        assert!(proof.states > 5, "{}", proof.definition);
    }
}
