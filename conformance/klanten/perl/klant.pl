#!/usr/bin/env perl
# A client on SOAP::WSDL: the whole story over two-sided TLS, without signature (profile 2W-be). Values come from the environment (../README.md).
use strict;
use warnings;
use MyInterfaces::MeldingenService_v1::MeldingenPort_v1;
use MyInterfaces::SignalenService_v1::SignalenPort_v1;

# What SOAP::WSDL does not do by itself: WS-Addressing, and a certificate of our own.
package Lijn {
    use parent 'SOAP::WSDL::Transport::HTTP';
    use constant WSA => 'http://www.w3.org/2005/08/addressing';

    sub maak {
        my ($klasse, $dienst) = @_;
        my $zelf = $klasse->new(ssl_opts => {
            SSL_cert_file => $ENV{CERTIFICAAT}, SSL_key_file => $ENV{SLEUTEL}, SSL_ca_file => $ENV{CA}, verify_hostname => 1,
        });
        $zelf->{adres} = $ENV{"ADRES_$dienst"};
        return $zelf;
    }

    sub send_receive {
        my ($zelf, %p) = @_;
        my $actie = $p{action} =~ s/"//gr;
        open my $toeval, '<', '/proc/sys/kernel/random/uuid' or die $!;
        chomp(my $uuid = <$toeval>);
        my $kop = "<wsa:To>$zelf->{adres}</wsa:To><wsa:Action>$actie</wsa:Action><wsa:MessageID>urn:uuid:$uuid</wsa:MessageID>"
            . '<wsa:ReplyTo><wsa:Address>' . WSA . '/anonymous</wsa:Address></wsa:ReplyTo>';
        $kop =~ s/<wsa:(To|Action|MessageID|ReplyTo)>/'<wsa:' . $1 . ' xmlns:wsa="' . WSA . '">'/ge;
        $p{envelope} =~ s/<([\w-]+):Body/<$1:Header>$kop<\/$1:Header><$1:Body/;
        $zelf->{antwoord} = $zelf->SUPER::send_receive(%p, action => qq("$actie"));
        return $zelf->{antwoord} =~ s{<([\w-]+):Header.*</\1:Header>}{}sr; # it stumbles over headers that the WSDL does not name
    }
}

package main;

use XML::LibXML;

$| = 1;
my %stuur = (verzenderOin => $ENV{OIN}, instantieId => $ENV{INSTANTIE}, gebruikerId => $ENV{GEBRUIKER}, rol => 'MELDER');

sub dienst {
    my ($klasse, $naam) = @_;
    my $dienst = $klasse->new({ proxy => $ENV{"NAAR_$naam"} });
    $dienst->set_transport(Lijn->maak($naam));
    return $dienst;
}

sub zeg {
    my ($stap, $bericht, %velden) = @_;
    print qq({"stap": "$stap", "bericht": "$bericht"), (map { qq(, "$_": "$velden{$_}") } sort keys %velden), "}\n";
}

# The answer, or the end.
sub goed {
    my ($antwoord) = @_;
    die 'geweigerd: ' . $antwoord->get_faultstring . "\n" unless $antwoord;
    return $antwoord;
}

sub bericht { return $_[0]->get_stuurgegevens->get_berichtId }

my $meldingen = dienst('MyInterfaces::MeldingenService_v1::MeldingenPort_v1', 'MELDINGEN');
my $signalen = dienst('MyInterfaces::SignalenService_v1::SignalenPort_v1', 'SIGNALEN');
my $sleutel = $ENV{VOORVOEGSEL};
my $meld = sub {
    my ($nummer, $bsn) = @_;
    return $meldingen->MeldJeugdige({ stuurgegevens => {%stuur}, partnerMeldingId => "$sleutel-$nummer", jeugdige => { bsn => $bsn } });
};

my $verbonden = goed($meldingen->ControleerVerbinding({ stuurgegevens => {%stuur} }));
zeg('verbonden', bericht($verbonden));

my $gemeld = goed($meld->(1, $ENV{BSN}));
zeg('gemeld', bericht($gemeld), melding => $gemeld->get_meldingId);

if (!(my $fault = $meld->(2, $ENV{BSN_ONGELDIG}))) {
    # SOAP::WSDL makes no class of what the WSDL declares as a fault.
    my $xml = XML::LibXML->load_xml(string => $meldingen->get_transport->{antwoord}, no_network => 1, load_ext_dtd => 0);
    my ($fout) = $xml->findnodes('//*[local-name() = "detail"]/*[local-name() = "Fout"]') or die $fault->get_faultstring . "\n";
    my ($code, $incident) = map { $fout->findvalue("*[local-name() = '$_']") } qw(code incidentId);
    zeg('geweigerd', $incident, code => $code);
}

my $opgehaald = goed($signalen->HaalSignalenOp({ stuurgegevens => {%stuur}, maxAantal => 10 }));
my ($signaal) = @{ $opgehaald->get_signaal // [] } or die "geen signaal\n";
zeg('opgehaald', bericht($opgehaald), signaal => $signaal->get_signaalId, soort => $signaal->get_soort);

my $bevestigd = goed($signalen->BevestigSignalen({ stuurgegevens => {%stuur}, signaalId => [$signaal->get_signaalId->get_value] }));
zeg('bevestigd', bericht($bevestigd));

my $verwijderd = goed($meldingen->VerwijderMelding(
    { stuurgegevens => {%stuur}, partnerVerzoekId => "$sleutel-3", meldingId => $gemeld->get_meldingId->get_value, reden => 'NIET_TERECHT' },
));
zeg('verwijderd', bericht($verwijderd), melding => $verwijderd->get_meldingId);
