<?php
// A client on PHP's SoapClient: the whole story, signed, every answer verified. Values come from the environment (../README.md).
declare(strict_types=1);

ini_set('soap.wsdl_cache_enabled', '0');
require __DIR__ . '/Partner.php';

function zeg(string $stap, string $bericht, array $velden = []): void
{
    echo '{"stap": ' . substr(json_encode(['stap' => $stap, 'bericht' => $bericht] + $velden), 8), "\n";
}

function vertel(Partner $meldingen, Partner $signalen): void
{
    $stuur = ['verzenderOin' => getenv('OIN'), 'instantieId' => getenv('INSTANTIE'), 'gebruikerId' => getenv('GEBRUIKER'), 'rol' => 'MELDER'];
    $sleutel = getenv('VOORVOEGSEL');
    $meld = fn (int $nummer, string $bsn) => $meldingen->MeldJeugdige(
        ['stuurgegevens' => $stuur, 'partnerMeldingId' => "$sleutel-$nummer", 'jeugdige' => ['bsn' => $bsn]],
    );

    $verbonden = $meldingen->ControleerVerbinding(['stuurgegevens' => $stuur]);
    zeg('verbonden', $verbonden->stuurgegevens->berichtId);

    $gemeld = $meld(1, getenv('BSN'));
    zeg('gemeld', $gemeld->stuurgegevens->berichtId, ['melding' => $gemeld->meldingId]);

    try {
        $meld(2, getenv('BSN_ONGELDIG'));
    } catch (SoapFault $fout) {
        zeg('geweigerd', $fout->detail->Fout->incidentId, ['code' => $fout->detail->Fout->code]);
    }

    $opgehaald = $signalen->HaalSignalenOp(['stuurgegevens' => $stuur, 'maxAantal' => 10]);
    $signaal = is_array($opgehaald->signaal) ? $opgehaald->signaal[0] : $opgehaald->signaal; // SoapClient gives one as itself
    zeg('opgehaald', $opgehaald->stuurgegevens->berichtId, ['signaal' => $signaal->signaalId, 'soort' => $signaal->soort]);

    $bevestigd = $signalen->BevestigSignalen(['stuurgegevens' => $stuur, 'signaalId' => [$signaal->signaalId]]);
    zeg('bevestigd', $bevestigd->stuurgegevens->berichtId);

    $verwijderd = $meldingen->VerwijderMelding(
        ['stuurgegevens' => $stuur, 'partnerVerzoekId' => "$sleutel-3", 'meldingId' => $gemeld->meldingId, 'reden' => 'NIET_TERECHT'],
    );
    zeg('verwijderd', $verwijderd->stuurgegevens->berichtId, ['melding' => $verwijderd->meldingId]);
}

try {
    $meldingen = new Partner('MELDINGEN');
    $signalen = new Partner('SIGNALEN');
    if ($argv[1] === 'bouw') {
        echo '{"stap": "laadt"}', "\n";
    } else {
        vertel($meldingen, $signalen);
    }
} catch (Exception $fout) {
    fwrite(STDERR, $fout->getMessage() . "\n");
    exit(1);
}
